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

# Parts that need not wait for their turn, one after the other, in a copy of the checkout: parts build and empty dist/.
lanes=()
beside() { # beside LANE, on its input a part a line: NAME COMMAND...; `joined` shows what they print
  local lane=$1 copy lines name command line
  copy=$(mktemp -d)
  mapfile -t lines
  cp -a . "$copy"
  (
    cd "$copy" || exit 1
    for line in "${lines[@]}"; do
      read -r name command <<<"$line"
      # shellcheck disable=SC2086
      part "$name" $command </dev/null
    done
    for name in "${failed_parts[@]}"; do echo "$name"; done >test-results/failed-parts
  ) >"test-results/$lane.log" 2>&1 &
  lanes+=("$lane $copy $!")
  echo "== beside the others: $(printf '%s; ' "${lines[@]}")"
}

joined() {
  local lane copy pid name
  for lane in "${lanes[@]}"; do
    read -r lane copy pid <<<"$lane"
    wait "$pid"
    cat "test-results/$lane.log"
    # A lane that did not come to its end has written none.
    if [ -e "$copy/test-results/failed-parts" ]; then
      while read -r name; do failed_parts+=("$name"); done <"$copy/test-results/failed-parts"
    else failed_parts+=("$lane"); fi
    rm -rf "$copy"
  done
}
