import type { LogConfiguration } from './log-configuration.ts'

export interface LogConfigurationStore {
  /** Empty if none was set. */
  ofPool(userPoolId: string): Promise<readonly LogConfiguration[]>
  save(userPoolId: string, configurations: readonly LogConfiguration[]): Promise<void>
}
