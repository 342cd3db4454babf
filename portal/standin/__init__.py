"""The stand-in: one process that plays Alibaba Cloud's RPC endpoints on the loopback interface.

The official SDKs speak to it unchanged (`Config(endpoint="127.0.0.1:PORT", protocol="http")`). It verifies
signatures, validates every call against the vendor's published metadata in `schema/`, honours client
tokens, lets resources settle over time, and can be scripted to misbehave through `/_standin/`. It imports
nothing of the portal, and nothing of the portal imports it.
"""
