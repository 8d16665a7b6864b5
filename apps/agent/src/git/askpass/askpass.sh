#!/bin/sh
# What git and ssh start when they want a name, a password or a yes: a program of the agent's bundle that asks the agent.
exec "$BERTH_ASKPASS_NODE" "${0%askpass.sh}askpass.cjs" "$1"
