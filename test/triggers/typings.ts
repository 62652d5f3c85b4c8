// The typings that functions are written with: DefinitelyTyped's of `aws-lambda`.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { TriggerEvent } from '../support/functions.ts'

const COMPILER = join(createRequire(import.meta.url).resolve('typescript/package.json'), '..', 'bin', 'tsc')

/** What the service sends although the typings lack it. */
const UNTYPED: Readonly<Record<string, readonly string[]>> = { UserMigration: ['userAttributes'] }

/**
 * The compiler's complaints about events as values of their types: none if they fit. The typings have optional members
 * where the service sends null, so null counts as absent.
 */
export function complaintsAbout(events: readonly TriggerEvent[]): string {
  const types = new Set(events.map(typeOf))
  const values = events.map((event, index) => {
    return `export const event${index}: ${typeOf(event)} = ${JSON.stringify(typedPart(event))}\n`
  })
  // Below the packages, so that the compiler finds them.
  const folder = mkdtempSync(join(import.meta.dirname, 'typings-'))
  try {
    const file = join(folder, 'events.mts')
    writeFileSync(file, `import type { ${[...types].join(', ')} } from 'aws-lambda'\n${values.join('')}`)
    const rules = [
      '--strict',
      '--strictNullChecks',
      'false',
      '--module',
      'nodenext',
      '--types',
      'node',
      '--noEmit',
    ]
    execFileSync(process.execPath, [COMPILER, ...rules, '--skipLibCheck', '--ignoreConfig', file], {
      encoding: 'utf8',
    })
    return ''
  } catch (error) {
    return String((error as { stdout?: unknown }).stdout ?? error)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function typeOf({ triggerSource, version }: TriggerEvent): string {
  const [trigger] = triggerSource.split('_')
  const isVersioned = trigger === 'TokenGeneration' && version !== '1'
  const name = trigger === 'TokenGeneration' ? 'PreTokenGeneration' : trigger
  return `${name}${isVersioned ? `V${version}` : ''}TriggerEvent`
}

function typedPart(event: TriggerEvent): TriggerEvent {
  const [trigger = ''] = event.triggerSource.split('_')
  const members = Object.entries(event.request).filter(([name]) => !UNTYPED[trigger]?.includes(name))
  return { ...event, request: Object.fromEntries(members) }
}
