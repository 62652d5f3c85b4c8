import { cpus } from 'node:os'
import type { Floor } from './floor.ts'
import type { DatabaseResult } from './run-database.ts'
import type { Row } from './run-scenarios.ts'
import type { Verdict } from './verdict.ts'

// The report is Markdown, so that docs/benchmark.md can take it over.

export function machineLine(): string {
  const [cpu] = cpus()
  return `${cpus().length} x ${cpu?.model.trim()}, Node.js ${process.version}, ${process.platform}`
}

export function floorLines(floor: Floor): string {
  const line = (name: string, milliseconds: number) => `| ${name} | ${fixed(milliseconds, 4)} |\n`
  return (
    '\n| floor | CPU, ms |\n|---|---|\n' +
    line('empty answer of the HTTP server', floor.emptyAnswer) +
    line('durable commit of one row, SQLite', floor.durableCommit) +
    line('two RSA-2048 signatures', floor.twoSignatures) +
    line('modular exponentiation, 3072 bits', floor.exponentiation) +
    line('HMAC-SHA-256 of 800 bytes', floor.hmac)
  )
}

export function tableHead(database: string): string {
  return (
    `\n${database}\n\n` +
    '| operation | per second | CPU, ms | p50, ms | p99, ms | RSS, MiB |\n|---|--:|--:|--:|--:|--:|\n'
  )
}

export function rowLine({ operation, variant, error, measurement, residentMiB = 0 }: Row): string {
  const name = variant === '' ? operation : `${operation} (${variant})`
  if (!measurement) return `| ${name} | ${error ?? 'no scenario'} | | | | |\n`
  const { perSecond, cpu, p50, p99 } = measurement
  const numbers = [fixed(perSecond, 0), fixed(cpu, 3), fixed(p50, 2), fixed(p99, 2), fixed(residentMiB, 0)]
  return `| ${name} | ${numbers.join(' | ')} |\n`
}

export function scaleLines({ database, scale }: DatabaseResult): string {
  if (!scale) return ''
  const { users, populateSeconds, rows } = scale
  return [
    `\n${database}: ${users} users, added in ${fixed(populateSeconds, 1)} s\n`,
    `| operation | CPU with 1000 users, ms | with ${users} | p50 with 1000 users, ms | with ${users} |`,
    '|---|--:|--:|--:|--:|',
    ...rows.map(({ what, small, large }) => {
      const numbers = [small.cpu, large.cpu, small.p50, large.p50].map((value) => fixed(value, 3))
      return `| ${what} | ${numbers.join(' | ')} |`
    }),
    '',
  ].join('\n')
}

export function verdictLines(verdicts: readonly Verdict[]): string {
  return [
    '\n| promise | measured | limit | kept |',
    '|---|--:|--:|---|',
    ...verdicts.map((verdict) => verdictLine(verdict).trimEnd()),
    '',
  ].join('\n')
}

export function verdictLine({ promise, measured, limit, unit }: Verdict): string {
  const kept = measured <= limit ? 'yes' : 'NO'
  return `| ${promise} | ${fixed(measured, 3)} ${unit} | ${fixed(limit, 3)} ${unit} | ${kept} |\n`
}

function fixed(value: number, digits: number): string {
  return value.toFixed(digits)
}
