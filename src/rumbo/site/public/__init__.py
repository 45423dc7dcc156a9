"""Where does the policy stand, and can one trust it? The pages for everyone."""
