import assert from 'node:assert/strict';
import test from 'node:test';
import { ruffSettings } from '../../server/src/formats/requirements/ruff';
import { openFixture } from '../open';

const DAG = `//- dags/orders.py
import requests
from airflow.sdk import DAG, Variable
bucket = Variable.get("bucket")
requests.get("https://example.com")
`;

const told = (config: string): string[] => openFixture(DAG + config, {}).linter.lint('dags/orders.py').map(f => f.finding.rule).filter(r => r !== 'io-at-parse-time' && r !== 'moved-airflow-import').sort();

test('what Ruff tells is not told twice', () => {
  assert.deepEqual(told(''), ['request-without-timeout', 'variable-read-at-parse-time']);
  assert.deepEqual(told('//- pyproject.toml\n[tool.ruff.lint]\nextend-select = [\n  "AIR", # all of them\n]\n'), ['request-without-timeout']);
  assert.deepEqual(told('//- ruff.toml\nlint.select = []\n[lint]\nselect = ["ALL"]\nignore = ["S"]\n'), ['request-without-timeout']);
});

test('the nearest configuration counts', () => {
  const rules = told('//- pyproject.toml\n[tool.ruff.lint]\nselect = ["AIR", "S"]\n//- dags/ruff.toml\nline-length = 100\n');
  assert.ok(rules.includes('variable-read-at-parse-time') && rules.includes('request-without-timeout'));
});

test('settings of Ruff are read from its own tables', () => {
  const more = (path: string, text: string): unknown => ruffSettings(path, text)?.attributes.more;
  assert.deepEqual(more('ruff.toml', 'select = ["E", \'AIR301\']\nignore = ["E501"]'), { select: ['E', 'AIR301'], ignore: ['E501'] });
  assert.deepEqual(more('a/pyproject.toml', '[tool.other]\nselect = ["X"]\n[tool.ruff]\nline-length = 1\n[tool.ruff.lint]\nselect=["F"]\n[tool.ruff.lint.isort]\nselect = ["Y"]\n'), { select: ['F'], ignore: [] });
  assert.equal(more('pyproject.toml', '[project]\nname = "x"\n'), undefined);
});
