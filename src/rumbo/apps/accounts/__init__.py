"""Who acts: entities and units of a policy, people, and the roles they hold."""
