// Measures the server as it runs in production, operation by operation, against a floor that is measured in the same
// run. The options are in docs/benchmark.md.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runEvents } from './events.ts'
import { startFloorMeter } from './floor.ts'
import { runImport } from './import.ts'
import { readOptions } from './options.ts'
import { verdictsOf } from './promises.ts'
import {
  floorLines,
  machineLine,
  rowLine,
  scaleLines,
  tableHead,
  verdictLine,
  verdictLines,
} from './report.ts'
import { type DatabaseResult, runDatabase } from './run-database.ts'

const options = readOptions(process.argv.slice(2))
const print = (text: string) => void (options.json || process.stdout.write(text))

print(`${machineLine()}\n`)
if (options.importRows !== undefined) {
  for (const database of options.databases) print(await runImport(database, options.importRows))
  process.exit()
}
if (options.events !== undefined) {
  for (const database of options.databases) {
    const { fillSeconds, verdicts } = await runEvents(database, options.events, options)
    print(`\n${database}: filled in ${fillSeconds.toFixed(1)} s\n${verdictLines(verdicts)}`)
  }
  process.exit()
}
const folder = mkdtempSync(join(tmpdir(), 'poolhouse-bench-'))
const meter = await startFloorMeter(folder)

const results: DatabaseResult[] = []
for (const database of options.databases) {
  print(tableHead(database))
  const result = await runDatabase(database, options, meter, {
    row: (row) => print(rowLine(row)),
    verdict: (verdict) => process.stderr.write(verdictLine(verdict)),
  })
  print(scaleLines(result))
  results.push(result)
}

const floor = await meter.measure(2 * options.seconds)
await meter.stop()
rmSync(folder, { recursive: true, force: true })
print(floorLines(floor))
const verdicts = verdictsOf(results)
print(verdictLines(verdicts))
if (options.json) {
  process.stdout.write(`${JSON.stringify({ machine: machineLine(), floor, results, verdicts }, null, 2)}\n`)
}
const failed = results.flatMap(({ rows }) => rows).filter(({ error }) => error !== undefined)
if (failed.length > 0) {
  process.stderr.write(
    `\nnot measured, since they failed: ${failed.map(({ operation }) => operation).join(', ')}\n`,
  )
  process.exitCode = 1
}
