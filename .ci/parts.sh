# Sourced by the scripts here: parts that are run one after the other, timed, and all of them whatever fails.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export CI=true
mkdir -p test-results

failed_parts=0
part() { # part NAME COMMAND...
  local name=$1 start=$SECONDS
  shift
  echo "== $name: $*"
  if "$@"; then echo "== $name: ok, $((SECONDS - start)) s"; else
    echo "== $name: FAILED, $((SECONDS - start)) s"
    failed_parts=$((failed_parts + 1))
  fi
}
