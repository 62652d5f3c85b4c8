// The figures of the operator's book: its metrics are those of the server, its costs those of the benchmark, its sums right.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { prometheusMetrics } from '../../src/server/metrics.ts'
import { codeBlocks } from '../architecture/document-rules.ts'
import { textOf, trackedFiles } from '../architecture/file-rules.ts'
import { pageText } from './book.ts'

describe('the page of metrics', () => {
  test('names each metric of /metrics in a table, and no other', async () => {
    const { text } = await (await prometheusMetrics()).render()
    const served = [...text.matchAll(/^# TYPE (\S+) /gm)].map(([, name = '']) => name)
    const rows = pageText('metrics-and-logs.md')
      .split('\n')
      .filter((line) => line.startsWith('| `'))
    const named = rows.flatMap((row) =>
      [...(row.split(' | ')[0] ?? '').matchAll(/`((?:poolhouse|process|nodejs)_\w+)`/g)].map(
        ([, name = '']) => name,
      ),
    )
    assert.ok(served.length > 30)
    assert.deepEqual(named.sort(), served.sort())
  })

  test('quotes lines of the log that the code writes, at their levels', () => {
    const table = pageText('metrics-and-logs.md').split('## Logs')[1] ?? ''
    const rows = [...table.matchAll(/^\| (`[A-Z].*`) \| (info|warn|error) \|/gm)]
    const quoted = rows.flatMap(([, messages = '', level = '']) =>
      [...messages.matchAll(/`([^`]+)`/g)].map(([, message = '']) => ({ message, level })),
    )
    assert.ok(quoted.length > 40)
    assert.deepEqual(
      quoted.filter(({ message, level }) => !isWritten(message, level)),
      [],
    )
    assert.ok(!isWritten('Ready', 'warn') && !isWritten('Readiness', 'info'))
  })
})

/** The text of each module, with strings that go on in the next line put together. */
const SOURCES = trackedFiles()
  .filter((path) => /^src\/.*\.ts$/.test(path) && !path.endsWith('.test.ts'))
  .map((path) => textOf(path).replace(/' \+\n\s*'/g, ''))

/** Whether a module logs the message at that level: its text is in a string close to a call of that name. */
function isWritten(message: string, level: string): boolean {
  const [text = '', isWhole] = message.endsWith(' …') ? [message.slice(0, -2)] : [message, true]
  const ends = isWhole ? `['\`]` : ''
  const literal = new RegExp(`['\`]${text.replace(/[.?:*+()]/g, '\\$&')}${ends}`, 'g')
  return SOURCES.some((source) =>
    [...source.matchAll(literal)].some(({ index }) => {
      const near = source.slice(Math.max(0, index - NEAR), index + NEAR)
      return near.includes(`.${level}(`)
    }),
  )
}
const NEAR = 300

test('the page of sizing has the costs of the benchmark, and divides them into 70 % of a core', () => {
  const benchmark = textOf('docs/benchmark.md')
  const rows = [...pageText('sizing.md').matchAll(/\| (\d+\.\d+) \| (\d+) \|$/gm)]
  assert.ok(rows.length > 8)
  for (const [row, cost = '', rate] of rows) {
    assert.match(benchmark, new RegExp(`\\b${cost.replace('.', '\\.')}\\b`), row)
    assert.equal(Math.floor(700 / Number(cost)), Number(rate), row)
  }
})

for (const page of ['sizing.md', 'capacity.md']) {
  test(`the sums of ${page} are right`, () => {
    const sums = codeBlocks(pageText(page))
      .filter(({ language }) => language === 'text')
      .flatMap(({ code }) => code.split('\n'))
      .filter((line) => line !== '')
    assert.ok(sums.length > 2)
    for (const line of sums) {
      const [, left = '', right = ''] = /^([\d,.x/+ ]+) = ([\d,.]+) [A-Za-z]/.exec(line) ?? []
      assert.ok(right, `${line} is no sum`)
      const [result, stated] = [resultOf(left), numberOf(right)]
      assert.ok(Math.abs(result - stated) <= 0.015 * result, `${line}: it is ${result}`)
    }
  })
}

/** Products, quotients and sums from left to right; none mixes sums with the others. */
function resultOf(expression: string): number {
  const [first = '', ...rest] = expression.split(' ')
  let value = numberOf(first)
  for (let i = 0; i < rest.length; i += 2) {
    const operand = numberOf(rest[i + 1] ?? '')
    if (rest[i] === 'x') value *= operand
    else if (rest[i] === '/') value /= operand
    else if (rest[i] === '+') value += operand
    else assert.fail(`${rest[i]} is no operator`)
  }
  return value
}

const numberOf = (text: string) => Number(text.replaceAll(',', ''))
