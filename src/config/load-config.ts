import { readConfigFile } from './config-file.ts'
import { type ResolvedConfig, resolveConfig, type Sources } from './resolve-config.ts'
import { CONFIG_FILE_VARIABLE, unknownVariables } from './unknown-variables.ts'

export interface LoadedConfig extends ResolvedConfig {
  /** What is no mistake for sure and yet hardly meant, a sentence each. */
  readonly warnings: readonly string[]
}

/** Reads flags, environment and configuration file into one frozen object. Throws a ConfigError. */
export async function loadConfig(flags: Sources['flags'], configFile?: string): Promise<LoadedConfig> {
  const environment = process.env
  const path = configFile ?? environment[CONFIG_FILE_VARIABLE]
  const file = path ? await readConfigFile(path) : undefined
  const resolved = resolveConfig({
    flags,
    environment,
    file: file?.members ?? {},
    ...(file && { placeOf: file.placeOf }),
  })
  return { ...resolved, warnings: unknownVariables(environment) }
}
