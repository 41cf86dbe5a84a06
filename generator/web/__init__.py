"""The clerk's page: the whole year in a browser, on their own machine."""
