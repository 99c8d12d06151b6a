#!/bin/sh
# scripts/starved.sh PERCENT COMMAND...: limits a command and its children to PERCENT of one core, with a cgroup of their own.
# Needs Linux and root. Tests that pass here do not depend on a fast machine.
set -eu
percent=$1
shift
period=100000
quota=$((percent * period / 100))
if [ -f /sys/fs/cgroup/cgroup.controllers ]; then
  group=/sys/fs/cgroup/marquee-starved-$$
  mkdir "$group"
  echo "$quota $period" >"$group/cpu.max"
else
  group=/sys/fs/cgroup/cpu/marquee-starved-$$
  mkdir "$group"
  echo "$period" >"$group/cpu.cfs_period_us"
  echo "$quota" >"$group/cpu.cfs_quota_us"
fi
status=0
# The inner shell moves itself into the group and becomes the command.
sh -c 'echo $$ >"$0/cgroup.procs" && exec "$@"' "$group" "$@" || status=$?
# A killed process leaves its group only after a moment.
until rmdir "$group" 2>/dev/null; do sleep 1; done
exit "$status"
