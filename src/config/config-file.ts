import { readFileSync } from 'node:fs'
import { systemReason } from '../kernel/system-reason.ts'
import { ConfigError } from './config-error.ts'

export interface ConfigFile {
  /** By their kebab-case names; all scalars are still text. */
  readonly members: Readonly<Record<string, unknown>>
  /** Where a member is written: `poolhouse.yaml:3`. */
  placeOf(member: string): string
}

/** Reads a YAML or JSON file. Throws a ConfigError, with the line of what is wrong. */
export async function readConfigFile(file: string): Promise<ConfigFile> {
  const { isMap, isScalar, LineCounter, parseDocument } = await import('yaml') // only loaded by those who have a file
  const lines = new LineCounter()
  // The failsafe schema keeps every scalar a string: an account id with a leading zero stays what it is.
  const options = { schema: 'failsafe', lineCounter: lines, prettyErrors: false } as const
  const document = parseDocument(textOf(file), options)
  if (document.errors.length > 0) {
    throw new ConfigError(
      document.errors.map(
        ({ pos, message }) => `${file}:${lines.linePos(pos[0]).line}: is not YAML: ${message}`,
      ),
    )
  }
  const { contents } = document
  const isEmpty = contents === null || (isScalar(contents) && contents.value === '')
  if (!isEmpty && !isMap(contents)) {
    throw new ConfigError([`the configuration file ${file} must hold settings by name`])
  }
  const starts = new Map(
    (isMap(contents) ? contents.items : []).flatMap(({ key }) =>
      isScalar(key) && key.range ? [[`${key.value}`, key.range[0]] as const] : [],
    ),
  )
  return {
    members: isEmpty ? {} : (document.toJS() as Record<string, unknown>),
    placeOf(member) {
      const start = starts.get(member)
      return start === undefined ? file : `${file}:${lines.linePos(start).line}`
    },
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new ConfigError([`the configuration file ${file} can't be read: ${systemReason(error)}`])
  }
}
