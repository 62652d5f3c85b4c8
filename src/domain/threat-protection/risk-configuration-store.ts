import type { RiskConfiguration } from './risk-configuration.ts'

/** The client's id is absent for the configuration of the pool itself. */
export interface RiskConfigurationStore {
  /** Undefined if it was never set. */
  find(userPoolId: string, clientId?: string): Promise<RiskConfiguration | undefined>
  /** The client's configuration, or else the pool's. */
  findInForce(userPoolId: string, clientId: string): Promise<RiskConfiguration | undefined>
  save(userPoolId: string, clientId: string | undefined, configuration: RiskConfiguration): Promise<void>
  delete(userPoolId: string, clientId: string | undefined): Promise<void>
}
