import { readFileSync } from 'node:fs'
import { LineCounter, parseDocument } from 'yaml'
import { ConfigError } from '../../config/config-error.ts'
import { systemReason } from '../../kernel/system-reason.ts'
import { type Bounds, checkWorld } from './check-world.ts'
import { worldError } from './problems.ts'
import { type Reading, readNode } from './read-node.ts'
import type { World, WorldUserPool } from './world.ts'
import { WORLD } from './world-form.ts'

/** Reads a file in YAML or JSON. Throws a ConfigError that names every mistake with its line. */
export function readWorld(file: string, bounds: Bounds): World {
  return parseWorld(file, textOf(file), bounds)
}

/** Like {@link readWorld}, for a text. Only errors use `file`. */
export function parseWorld(file: string, text: string, bounds: Bounds): World {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  if (document.errors.length > 0) {
    const problems = document.errors.map(({ pos, message }) => ({
      line: lines.linePos(pos[0]).line,
      path: '',
      text: `is not YAML: ${message}`,
    }))
    throw worldError(file, problems)
  }
  const reading: Reading = { document, lines, problems: [], places: new Map() }
  const contents = document.contents ?? document.createNode({})
  const value = readNode(reading, contents, WORLD, '', 1) as { UserPools?: readonly WorldUserPool[] }
  const { UserPools: userPools = [] } = value ?? {}
  // The constraints only apply to values of the right type.
  if (reading.problems.length === 0) reading.problems.push(...checkWorld(userPools, reading.places, bounds))
  if (reading.problems.length > 0) throw worldError(file, reading.problems)
  return { userPools, placeOf: (item) => reading.places.get(item)?.own ?? { line: 1, path: '' } }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new ConfigError([`${file} can't be read: ${systemReason(error)}`])
  }
}
