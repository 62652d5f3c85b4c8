import type { UiCustomization } from './ui-customization.ts'

export interface UiCustomizationStore {
  /** @param clientId a client's id or ALL_CLIENTS */
  find(userPoolId: string, clientId: string): Promise<UiCustomization | undefined>
  /** The customization of the client, or else that of all clients. */
  findFor(userPoolId: string, clientId: string): Promise<UiCustomization | undefined>
  /** Replaces everything but the date of creation. */
  save(customization: UiCustomization): Promise<void>
  delete(userPoolId: string, clientId: string): Promise<void>
  /** At most `limit`, in the order of the clients' ids, starting after `after`. */
  list(userPoolId: string, limit: number, after?: string): Promise<readonly UiCustomization[]>
}
