"""How far the policy is: compliance of each indicator, the management index, the alerts."""
