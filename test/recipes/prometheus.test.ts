// recipes/prometheus: the rules by Prometheus's own checker, and the names of metrics by the server's page.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { parse } from 'yaml'
import { prometheusMetrics } from '../../src/server/metrics.ts'
import { textOf } from '../architecture/file-rules.ts'
import { root } from '../architecture/source.ts'
import { describeWith } from '../clients/installed-client.ts'

const RECIPE = join(root, 'recipes/prometheus')
const RULES = 'poolhouse.rules.yml'
const TESTS = ['poolhouse.rules.test.yml', 'poolhouse.rules.days.test.yml']
const text = (name: string) => readFileSync(join(RECIPE, name), 'utf8')
const rules: { groups: { rules: { alert: string; expr: string }[] }[] } = parse(text(RULES))
const alerts = rules.groups.flatMap((group) => group.rules)

describeWith(['promtool', '--version'], 'the rules for Prometheus', () => {
  const promtool = (...args: string[]) => spawnSync('promtool', args, { cwd: RECIPE, encoding: 'utf8' })

  test('are valid', () => {
    const { status, stdout, stderr } = promtool('check', 'rules', RULES)
    assert.equal(status, 0, stderr)
    assert.match(stdout, new RegExp(`SUCCESS: ${alerts.length} rules found`))
  })

  test('alert as their tests say', () => {
    const { status, stdout, stderr } = promtool('test', 'rules', ...TESTS)
    assert.equal(status, 0, stdout + stderr)
  })
})

test('each rule has a test in which it alerts', () => {
  const files: { tests: { alert_rule_test: { alertname: string; exp_alerts: unknown[] }[] }[] }[] = TESTS.map(
    (name) => parse(text(name)),
  )
  const alerting = files
    .flatMap(({ tests }) => tests.flatMap((it) => it.alert_rule_test))
    .filter(({ exp_alerts: expected }) => expected.length > 0)
    .map(({ alertname }) => alertname)
  assert.deepEqual([...new Set(alerting)].sort(), alerts.map(({ alert }) => alert).sort())
})

describe('the metrics of rules and dashboard', () => {
  const dashboard: { panels: { targets: { expr: string }[] }[] } = JSON.parse(text('grafana-dashboard.json'))
  const alerting = alerts.map(({ expr }) => expr)
  const shown = dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr))
  const expressions = [...alerting, ...shown]

  test('are metrics of the server, and all of its own', async () => {
    const metrics = await prometheusMetrics()
    const { text: page } = await metrics.render()
    const kinds = new Map([...page.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, kind]) => [name, kind]))
    const named = expressions.flatMap((it) => it.match(/\b(?:poolhouse|process|nodejs)_\w+/g) ?? [])
    assert.ok(named.length > 10)
    for (const all of [alerting, shown]) {
      const own = [...kinds.keys()].filter((name = '') => name.startsWith('poolhouse_'))
      assert.ok(own.length > 5)
      assert.deepEqual(
        own.filter((name = '') => !all.some((it) => it.includes(name))),
        [],
      )
    }
    const isThere = (name: string) =>
      kinds.has(name) || kinds.get(name.replace(/_(bucket|count|sum)$/, '')) === 'histogram'
    assert.deepEqual(
      named.filter((name) => !isThere(name)),
      [],
    )
  })

  test('are those for which the page of metrics says when to alert', () => {
    const rows = textOf('docs/operating/metrics-and-logs.md').split('\n')
    const alertAt = rows.flatMap((row) => {
      const [, name, when] = /^\| `((?:poolhouse|process|nodejs)_\w+)`.* \| ([^|]*) \|$/.exec(row) ?? []
      return name && when ? [name] : []
    })
    assert.ok(alertAt.length > 12)
    const named = alerting.flatMap((it) => it.match(/\b(?:poolhouse|process|nodejs)_\w+/g) ?? [])
    const base = new Set(named.map((name) => name.replace(/_bucket$/, '')))
    base.delete('process_max_fds') // in the row of process_open_fds
    assert.deepEqual([...base].sort(), alertAt.sort())
  })

  test('have the labels by which rules and dashboard group', () => {
    const source = readFileSync(join(root, 'src/server/metrics.ts'), 'utf8')
    const labels = new Set(
      [...source.matchAll(/labelNames: \[([^\]]*)\]/g)].flatMap(([, it = '']) => it.match(/\w+/g) ?? []),
    )
    const grouped = expressions
      .flatMap((it) => [...it.matchAll(/\bby \(([^)]*)\)/g)])
      .flatMap(([, it = '']) => it.split(', '))
    assert.ok(grouped.includes('operation'))
    assert.deepEqual(
      grouped.filter((name) => !labels.has(name) && !['instance', 'le'].includes(name)),
      [],
    )
  })
})
