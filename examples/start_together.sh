#!/bin/sh
# Start the same session on several machines at the same second.
#
#   ./start_together.sh 18:30 intervals              # here
#   ./start_together.sh 18:30 intervals anna ben     # and on the hosts anna and ben, by ssh
#
# The machines' clocks must agree, which network time (NTP) ensures.
set -eu
[ $# -ge 2 ] || { echo "usage: $0 HH:MM SESSION [HOST...]" >&2; exit 2; }
time=$1 session=$2
shift 2
for host in "$@"; do
  ssh -t "$host" retrowalk run "'$session'" --start-at "$time" &
done
exec retrowalk run "$session" --start-at "$time"
