import type { Instant } from '../../kernel/clock.ts'
import type { UserKey } from '../users/user.ts'
import type { Device, DeviceWithVerifier } from './device.ts'

export interface DevicePage {
  readonly owner: UserKey
  /** Leaves out devices that are not remembered. */
  readonly onlyRemembered: boolean
  readonly limit: number
  /** The key of the last device of the page before. */
  readonly after?: string | undefined
}

/** The devices that users have confirmed. They go with their users. */
export interface DeviceStore {
  /** Returns false, and stores nothing, if the user has a device of that key. */
  insert(device: DeviceWithVerifier): Promise<boolean>
  find(owner: UserKey, deviceKey: string): Promise<Device | undefined>
  /** Like {@link find}, and locks the device until this transaction ends. */
  lock(owner: UserKey, deviceKey: string): Promise<Device | undefined>
  findWithVerifier(owner: UserKey, deviceKey: string): Promise<DeviceWithVerifier | undefined>
  /** In the order of their keys. */
  list(page: DevicePage): Promise<readonly Device[]>
  /** Like {@link list}, with all devices. */
  listWithVerifiers(page: Omit<DevicePage, 'onlyRemembered'>): Promise<readonly DeviceWithVerifier[]>
  /** Returns false if there is no such device. */
  setRemembered(owner: UserKey, deviceKey: string, remembered: boolean, now: Instant): Promise<boolean>
  /**
   * Notes a sign-in, and holds the device until the transaction ends, so that it isn't forgotten in the meantime.
   * Returns false if there is no such device.
   */
  noteSignIn(owner: UserKey, deviceKey: string, ipAddress: string, now: Instant): Promise<boolean>
  /** Returns false if there is no such device. */
  delete(owner: UserKey, deviceKey: string): Promise<boolean>
  /** Deletes all devices of the user but so many: those stay that were signed in with last. */
  deleteBeyond(owner: UserKey, most: number): Promise<number>
}
