import assert from 'node:assert/strict'
import { ConfigError } from '../../src/config/config-error.ts'
import { resolveConfig, type Sources } from '../../src/config/resolve-config.ts'

/** Resolves settings that come from some of the sources. */
export function resolved(sources: Partial<Sources> = {}) {
  return resolveConfig({ flags: {}, environment: {}, file: {}, ...sources })
}

/** Asserts that the settings are refused, and returns the problems that the error lists. */
export function problemsOf(sources: Partial<Sources>): readonly string[] {
  try {
    resolved(sources)
  } catch (error) {
    assert.ok(error instanceof ConfigError)
    return error.problems
  }
  return assert.fail('nothing was wrong')
}
