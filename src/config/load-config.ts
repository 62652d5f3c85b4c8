import { readConfigFile } from './config-file.ts'
import type { ResolvedConfig, Sources } from './resolve-config.ts'
import { resolveConfig } from './resolve-config.ts'

/** Names the configuration file in the environment; `--config` beats it. */
export const CONFIG_FILE_VARIABLE = 'POOLHOUSE_CONFIG'

/** Reads flags, environment and configuration file into one frozen object. Throws a ConfigError. */
export async function loadConfig(flags: Sources['flags'], configFile?: string): Promise<ResolvedConfig> {
  const environment = process.env
  const file = configFile ?? environment[CONFIG_FILE_VARIABLE]
  return resolveConfig({ flags, environment, file: file ? await readConfigFile(file) : {} })
}
