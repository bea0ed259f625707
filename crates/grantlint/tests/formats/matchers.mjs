// Applies regular expressions as VS Code and GitHub do. Takes
// {"patterns": [text], "lines": [text]} on its input and answers with the groups
// of each pattern on each line, or null where it does not match.
import { readFileSync } from "node:fs";

const { patterns, lines } = JSON.parse(readFileSync(0, "utf8"));
const groups = (pattern) => {
  const expression = new RegExp(pattern);
  return lines.map((line) => expression.exec(line)?.slice() ?? null);
};
console.log(JSON.stringify(patterns.map(groups)));
