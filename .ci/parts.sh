# Sourced by the scripts here: parts that are run one after the other, timed, and all of them whatever fails.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export CI=true
mkdir -p test-results

failed_parts=()
part() { # part NAME COMMAND...
  local name=$1 start=$SECONDS
  shift
  echo "== $name: $*"
  if "$@"; then echo "== $name: ok, $((SECONDS - start)) s"; else
    echo "== $name: FAILED, $((SECONDS - start)) s"
    failed_parts+=("$name")
  fi
}

# Mostly waits for compilers and servers, so it need not wait for its turn. In a copy of the checkout: the other parts build and empty dist/.
beside() { # beside NAME COMMAND...; its output is shown by `joined`
  beside_name=$1 beside_copy=$(mktemp -d) beside_log=$PWD/test-results/$1.log
  shift
  cp -a . "$beside_copy"
  (cd "$beside_copy" && start=$SECONDS && "$@" && echo "== $beside_name: ok, $((SECONDS - start)) s") >"$beside_log" 2>&1 &
  beside_pid=$!
  echo "== $beside_name: $* (beside the others)"
}

joined() {
  if wait "$beside_pid"; then cat "$beside_log"; else
    cat "$beside_log"
    echo "== $beside_name: FAILED"
    failed_parts+=("$beside_name")
  fi
  rm -rf "$beside_copy"
}
