import { ConfigError } from '../../config/config-error.ts'

export interface Place {
  /** From 1. */
  readonly line: number
  /** Such as `UserPools[0].Users[2].Sub`; '' for the whole file. */
  readonly path: string
}

export interface Problem extends Place {
  /** The rest of the sentence after the path. Contains no values, since they may be secret. */
  readonly text: string
}

/** All problems of a file as one error, with a sentence for each in the order of their lines. */
export function worldError(file: string, problems: readonly Problem[]): ConfigError {
  const ordered = [...problems].sort((one, other) => one.line - other.line)
  return new ConfigError(
    ordered.map(({ line, path, text }) => `${file}:${line}: ${path === '' ? 'the file' : path} ${text}`),
  )
}
