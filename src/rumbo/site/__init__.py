"""The web site and the settings of the installation."""
