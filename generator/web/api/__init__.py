"""The same actions for other software: a JSON API, described by its own OpenAPI document."""
