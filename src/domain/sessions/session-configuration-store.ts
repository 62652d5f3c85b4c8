import type { ClientSessionConfiguration, PoolSessionConfiguration } from './session-configuration.ts'

export interface SessionConfigurationStore {
  /** Undefined if it was never set. */
  ofPool(userPoolId: string): Promise<PoolSessionConfiguration | undefined>
  setOfPool(userPoolId: string, configuration: PoolSessionConfiguration): Promise<void>
  ofClient(clientId: string): Promise<ClientSessionConfiguration | undefined>
  setOfClient(clientId: string, configuration: ClientSessionConfiguration): Promise<void>
}
