#!/bin/bash
# Train, long chains in shards, merge, diagnose, map: five jobs, each begun when the one before it has ended well.
#
#   scripts/slurm/submit-pipeline.sh RUNS SHARDS --config mnist-convergent [WORD of ebm train...]
#
# RUNS/train, RUNS/shards/1 ... SHARDS, RUNS/chains (merged, with its diagnosis), RUNS/train/basins. `ebm status RUNS` says how far they are.
#
#   EBM_SAMPLE   words for ebm sample (default: --chains 50 times SHARDS --steps 20000 --init data --seed 1)
#   EBM_MAP      words for ebm map-basins
#   EBM_SBATCH   words for every sbatch: --partition=gpu --account=me --time=2-0, --gres=none on a cluster without GPUs
set -eu
[ $# -ge 2 ] || { echo "usage: submit-pipeline.sh RUNS SHARDS WORD..." >&2; exit 2; }
runs=$1 shards=$2
shift 2
export EBM_HOME=${EBM_HOME:-$(CDPATH= cd -- "$(dirname -- "$0")/../.." && pwd)}
jobs=$EBM_HOME/scripts/slurm
read -r -a sample <<<"${EBM_SAMPLE:---chains $((50 * shards)) --steps 20000 --init data --seed 1}"
read -r -a map <<<"${EBM_MAP:-}"
read -r -a common <<<"${EBM_SBATCH:-}"

# submit AFTER WORD...: prints the job's number; a job whose time can never come is removed
submit() {
  local after=$1
  shift
  sbatch --parsable --kill-on-invalid-dep=yes ${after:+--dependency="$after"} "${common[@]}" "$@" | cut -d ';' -f 1
}

parts=()
for part in $(seq "$shards"); do parts+=("$runs/shards/$part"); done
train=$(submit '' "$jobs/train.sbatch" "$runs/train" "$@")
chains=$(submit "afterok:$train" --array="1-$shards" "$jobs/sample-array.sbatch" "$runs/shards" \
  --model "$runs/train" "${sample[@]}")
merge=$(submit "afterok:$chains" --job-name=ebm-merge --gres=none "$jobs/command.sbatch" \
  merge "${parts[@]}" --run-dir "$runs/chains" --force)
diagnose=$(submit "afterok:$merge" --job-name=ebm-diagnose "$jobs/command.sbatch" diagnose "$runs/chains")
# whatever the verdict
mapped=$(submit "afterok:$merge,afterany:$diagnose" "$jobs/map-basins.sbatch" "$runs/train" "${map[@]}")
echo "train $train, chains $chains, merge $merge, diagnose $diagnose, map $mapped"
