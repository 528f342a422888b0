"""What .ci/hooks needs besides a shell. Run with a Python that has PyYAML.

    hooks.py blocks OUT PAGE..         writes the marked blocks of the pages to OUT/NAME.LANGUAGE
    hooks.py action ACTION CASES       runs the action as a runner of GitHub would, see `Runner`
    hooks.py inputs ACTION WORKFLOW..  whether workflows give the action nothing but inputs that it has
    hooks.py script FILE [JOB]         the commands of a GitLab job, or of the `sh` steps of a Jenkins pipeline
    hooks.py measure PARSELINT         what `check --staged` costs in a repository of 5,000 files
"""

import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse


def blocks(out, *pages):
    """Every fenced block has a mark above it: `<!-- block: NAME -->`, or `<!-- block: - REASON -->` if it cannot be run."""
    out = pathlib.Path(out)
    out.mkdir(parents=True, exist_ok=True)
    for page in map(pathlib.Path, pages):
        mark, fence, text = None, None, []
        for number, line in enumerate(page.read_text().splitlines(), 1):
            where = f"{page.name}:{number}"
            if fence is None and (found := re.fullmatch(r"<!-- block: (- .+|[a-z-]+) -->", line)):
                mark = found[1]
            elif fence is None and (found := re.fullmatch(r"```(\w+)", line)):
                fence, text = found[1], []
                if mark is None:
                    sys.exit(f"{where}: a block without a mark, so nobody runs it")
            elif fence is not None and line == "```":
                if not mark.startswith("- "):
                    file = out / f"{mark}.{fence}"
                    if file.exists():
                        sys.exit(f"{where}: there is a block {mark} already")
                    file.write_text("\n".join(text) + "\n")
                mark, fence = None, None
            elif fence is not None:
                text.append(line)


class Runner:
    """As much of GitHub's runner as the action and the workflows of the docs need: contexts, conditions, outputs, composite
    steps. An action that is not ours is not run; what it was given is kept."""

    def __init__(self, action, workspace, event=None):
        self.action = pathlib.Path(action).resolve()
        self.workspace = workspace
        self.event = event or {}
        self.temp = tempfile.mkdtemp()
        self.summary = os.path.join(self.temp, "summary.md")
        self.log = ""
        self.uploads = []

    def expand(self, text, contexts):
        if not isinstance(text, str):
            return json.dumps(text)
        return re.sub(r"\$\{\{(.*?)\}\}", lambda found: str(self.value(found[1], contexts)), text)

    def value(self, expression, contexts):
        expression = expression.strip().replace("!cancelled()", "True").replace("&&", " and ").replace("||", " or ")

        def lookup(found):
            here = contexts
            for key in found[0].split("."):
                here = here.get(key, {}) if isinstance(here, dict) else {}
            return repr("" if here == {} else here)

        names = r"\b(?:inputs|steps|github|env)(?:\.[A-Za-z0-9_-]+)+"
        return eval(re.sub(names, lookup, expression), {"__builtins__": {}})

    def steps(self, steps, contexts, env, composite):
        """Whether all of them succeeded."""
        import yaml

        contexts = {**contexts, "steps": {}, "github": {"event": self.event}}
        good = True
        for step in steps:
            condition = step.get("if")
            if condition is None:
                run = good
            else:
                condition = re.sub(r"^\$\{\{(.*)\}\}$", r"\1", str(condition).strip())
                run = bool(self.value(condition, contexts)) and (good or "cancelled()" in condition)
            if not run:
                continue
            outputs = {}
            uses = step.get("uses", "")
            given = {key: self.expand(value, contexts) for key, value in step.get("with", {}).items()}
            if uses.startswith("parselint/parselint@"):
                action = yaml.safe_load((self.action / "action.yml").read_text())
                inputs = {name: str(one.get("default", "")) for name, one in action["inputs"].items()}
                if unknown := given.keys() - inputs.keys():
                    sys.exit(f"the action has no input {unknown}")
                inside = {"inputs": {**inputs, **given}}
                ended, inside = self.steps(action["runs"]["steps"], inside, env, True)
                outputs = {name: self.expand(one["value"], inside) for name, one in action["outputs"].items()}
            elif uses:
                ended = True
                if "sarif_file" in given:
                    self.uploads.append(given)
            else:
                ended, outputs = self.run(step, contexts, env, composite)
            good = good and ended
            if "id" in step:
                contexts["steps"][step["id"]] = {"outputs": outputs}
        return good, contexts

    def run(self, step, contexts, env, composite):
        if "${{" in step["run"]:
            sys.exit("an expression stands in a script")
        output = os.path.join(self.temp, "output")
        open(output, "w").close()
        own = {key: self.expand(value, contexts) for key, value in step.get("env", {}).items()}
        machine = "ARM64" if os.uname().machine == "aarch64" else "X64"
        given = {"GITHUB_ACTIONS": "true", "GITHUB_OUTPUT": output, "GITHUB_STEP_SUMMARY": self.summary,
                 "GITHUB_WORKSPACE": self.workspace, "RUNNER_TEMP": self.temp, "RUNNER_OS": "Linux", "RUNNER_ARCH": machine}
        if composite:
            given["GITHUB_ACTION_PATH"] = str(self.action)
        shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail"] if "shell" in step else ["bash", "-e"]
        done = subprocess.run([*shell, "-c", step["run"]], cwd=self.workspace, env={**os.environ, **env, **given, **own},
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.log += done.stdout
        outputs = dict(line.rstrip("\n").split("=", 1) for line in open(output))
        return done.returncode == 0, outputs


def action(action, cases):
    """Each case of CASES, JSON: workspace, workflow or inputs, and what has to come of it."""
    import yaml

    for case in json.load(open(cases)):
        runner = Runner(action, case["workspace"], case.get("event"))
        if "workflow" in case:
            job, = yaml.safe_load(open(case["workflow"]))["jobs"].values()
            steps, env = job["steps"], job.get("env", {})
        else:
            steps = [{"id": "parselint", "uses": "parselint/parselint@test", "with": case["inputs"]}]
            env = {}
        good, contexts = runner.steps(steps, {"env": env}, {**env, **case.get("env", {})}, False)
        outputs = contexts["steps"].get("parselint", {"outputs": {}})["outputs"]

        def wrong(what):
            sys.exit(f"action: {case['name']}: {what}\n{json.dumps(outputs)}\n{runner.log}")

        if good != case["good"]:
            wrong("it succeeded" if good else "it failed")
        if "status" in case and outputs.get("exit-status") != case["status"]:
            wrong(f"exit-status is {outputs.get('exit-status')}")
        for text in case.get("says", []):
            if text not in runner.log:
                wrong(f"it does not say: {text}")
        for text in case.get("silent", []):
            if text in runner.log:
                wrong(f"it says: {text}")
        for text in case.get("summary", []):
            if not os.path.exists(runner.summary) or text not in open(runner.summary).read():
                wrong(f"the summary has no {text}")
        if len(runner.uploads) != case.get("uploads", 0):
            wrong(f"{len(runner.uploads)} uploads")
        for upload in runner.uploads:
            if upload["sarif_file"] != outputs.get("sarif-file", upload["sarif_file"]):
                wrong("another file was uploaded")
            run, = json.load(open(upload["sarif_file"]))["runs"]
            places = {urllib.parse.unquote(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])
                      for result in run["results"]}
            lost = [place for place in places if not os.path.exists(os.path.join(case["workspace"], place))]
            if lost or bool(places) != (outputs.get("exit-status", "1") == "1"):
                wrong(f"places that are not relative to the repository: {lost or places}")
            if "category" in case and case["category"] not in run["automationDetails"]["id"]:
                wrong(f"the category is {run['automationDetails']}")
        print(f"action: {case['name']}: as it should be")


def inputs(action, *workflows):
    import yaml

    known = yaml.safe_load(open(action))["inputs"].keys()
    for workflow in workflows:
        for job in yaml.safe_load(open(workflow))["jobs"].values():
            for step in job["steps"]:
                if step.get("uses", "").startswith("parselint/") and (unknown := step.get("with", {}).keys() - known):
                    sys.exit(f"{workflow}: the action has no input {unknown}")


def script(file, job=None):
    if file.endswith(".groovy"):
        print("\n".join(re.findall(r"sh '([^']*)'", open(file).read())))
        return
    import yaml

    job = yaml.safe_load(open(file))[job]
    for name, value in job["variables"].items():
        print(f"export {name}='{value}'")
    print("\n".join([*job["before_script"], *job["script"]]))


def measure(parselint):
    """A commit of three files in a repository of 5,000: the time of `check --staged`, less that of the questions to git
    that it cannot do without. In pairs, so that what the machine does besides strikes both. A code of the platform is
    judged where it stands, and has a limit; one of the app's own makes parselint read the whole component."""
    parselint = os.path.abspath(parselint)
    with tempfile.TemporaryDirectory() as folder:
        git = ["git", "-C", folder]
        subprocess.run([*git, "init", "-q"], check=True)
        manifest = {"name": "large", "private": True, "dependencies": {"parse": "^5.3.0", "parse-server": "^7.3.0"}}
        pathlib.Path(folder, "package.json").write_text(json.dumps(manifest))
        for at in range(5000):
            file = pathlib.Path(folder, f"cloud/part{at % 50}/file{at}.js")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(source(at))
        subprocess.run([*git, "add", "-A"], check=True)
        subprocess.run([*git, "commit", "-q", "--no-verify", "-m", "before"], check=True)
        for code, rule, pairs, most in ((101, "magic-code", 21, 100), (1001, "app-code-range", 7, None)):
            subprocess.run([*git, "reset", "-q", "--hard"], check=True)
            for at in (7, 1234, 4321):
                with open(f"{folder}/cloud/part{at % 50}/file{at}.js", "a") as file:
                    file.write(f"exports.gone = () => {{ throw new Parse.Error({code}, 'gone'); }};\n")
            subprocess.run([*git, "add", "-A"], check=True)
            pair(folder, parselint, rule, pairs, most)


def pair(folder, parselint, rule, pairs, most):
    def timed(*commands):
        start = time.perf_counter()
        ended = [subprocess.run(command, cwd=folder, capture_output=True) for command in commands]
        return time.perf_counter() - start, ended[-1]

    asked = (["git", "rev-parse", "--show-toplevel"], ["git", "diff", "--cached", "--name-only", "-z"],
             ["git", "diff-files", "--name-only", "-z"])
    lint = [parselint, "check", "--staged", "--output-format", "concise"]
    _, done = timed(lint)
    if done.returncode != 1 or done.stdout.count(rule.encode()) != 3:
        sys.exit(f"measure: it ended with {done.returncode}: {done.stdout}{done.stderr}")
    rows = []
    for at in range(pairs):
        if at % 2:
            of_git, of_parselint = timed(*asked)[0], timed(lint)[0]
        else:
            of_parselint, of_git = timed(lint)[0], timed(*asked)[0]
        rows.append((1000 * of_git, 1000 * of_parselint, 1000 * (of_parselint - of_git)))
    git, whole, beyond = (statistics.median(column) for column in zip(*rows))
    limit = f", at most {most}" if most else ""
    print(f"measure: 3 of 5,000 files staged, {rule}: git {git:.0f} ms, check --staged {whole:.0f} ms, "
          f"median of {pairs} differences {beyond:.0f} ms{limit}")
    if most and beyond >= most:
        sys.exit("measure: the hook is too slow")


def source(at):
    """A file of Cloud Code; every tenth compares codes."""
    text = ["'use strict';"]
    for part in range(12):
        text += [f"async function step{part}(request) {{",
                 f"  const query = new Parse.Query('Article{at}').equalTo('part', {part}).limit({at % 1000});",
                 "  const found = await query.find({ useMasterKey: true });",
                 "  return found.map(article => ({ id: article.id, price: article.get('price') * 100 }));", "}", ""]
    if at % 10 == 0:
        text += ["exports.load = async id => {", "  try {", "    return await new Parse.Query('Article').get(id);",
                 "  } catch (error) {", "    if (error.code === Parse.Error.OBJECT_NOT_FOUND) return null;",
                 f"    if (error.code === {9000 + at // 10 % 500}) return undefined;", "    throw error;", "  }", "};"]
    text.append(f"Parse.Cloud.define('job{at}', step0);")
    return "\n".join(text) + "\n"


if __name__ == "__main__":
    command, *arguments = sys.argv[1:]
    {"blocks": blocks, "action": action, "inputs": inputs, "script": script, "measure": measure}[command](*arguments)
