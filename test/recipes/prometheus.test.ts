// recipes/prometheus: the rules by Prometheus's own checker, and the names of metrics by the server's page.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { parse } from 'yaml'
import { prometheusMetrics } from '../../src/server/metrics.ts'
import { root } from '../architecture/source.ts'
import { describeWith } from '../clients/installed-client.ts'

const RECIPE = join(root, 'recipes/prometheus')
const RULES = 'poolhouse.rules.yml'
const text = (name: string) => readFileSync(join(RECIPE, name), 'utf8')

describeWith(['promtool', '--version'], 'the rules for Prometheus', () => {
  const promtool = (...args: string[]) => spawnSync('promtool', args, { cwd: RECIPE, encoding: 'utf8' })

  test('are valid', () => {
    const { status, stdout, stderr } = promtool('check', 'rules', RULES)
    assert.equal(status, 0, stderr)
    assert.match(stdout, /SUCCESS: 7 rules found/)
  })

  test('alert as their tests say', () => {
    const { status, stdout, stderr } = promtool('test', 'rules', 'poolhouse.rules.test.yml')
    assert.equal(status, 0, stdout + stderr)
  })
})

describe('the metrics of rules and dashboard', () => {
  const rules: { groups: { rules: { expr: string }[] }[] } = parse(text(RULES))
  const dashboard: { panels: { targets: { expr: string }[] }[] } = JSON.parse(text('grafana-dashboard.json'))
  const expressions = [
    ...rules.groups.flatMap((group) => group.rules.map(({ expr }) => expr)),
    ...dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
  ]

  test('are metrics of the server', async () => {
    const metrics = await prometheusMetrics()
    const { text: page } = await metrics.render()
    const kinds = new Map([...page.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, kind]) => [name, kind]))
    const named = expressions.flatMap((it) => it.match(/\b(?:poolhouse|process|nodejs)_\w+/g) ?? [])
    assert.ok(named.length > 10)
    const isThere = (name: string) =>
      kinds.has(name) || kinds.get(name.replace(/_(bucket|count|sum)$/, '')) === 'histogram'
    assert.deepEqual(
      named.filter((name) => !isThere(name)),
      [],
    )
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
