"""Prints, as JSON, what the template in the named file deploys: AWS's own transform of SAM, then CloudFormation's schemas over its result."""

import json
import subprocess
import sys
import tempfile

import yaml
from samtranslator.translator.transform import transform


class NoPolicies:
    """Managed policies would be asked of an account; these templates name none."""

    def load(self):
        return {}


with open(sys.argv[1], encoding="utf8") as file:
    deployed = transform(yaml.safe_load(file), {}, NoPolicies())
with tempfile.NamedTemporaryFile("w", suffix=".json") as result:
    json.dump(deployed, result)
    result.flush()
    subprocess.run([sys.argv[2], "--regions", "us-east-1", "--", result.name], check=True, stdout=sys.stderr)
json.dump(deployed, sys.stdout)
