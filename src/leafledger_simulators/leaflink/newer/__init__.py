"""The newer API (api.leaflink.com) beside V2: other keys, other slashes, other pages."""
