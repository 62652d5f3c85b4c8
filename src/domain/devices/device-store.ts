import type { Instant } from '../../kernel/clock.ts'
import type { Device, DeviceOwner, DeviceWithVerifier } from './device.ts'

export interface DevicePage {
  readonly owner: DeviceOwner
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
  find(owner: DeviceOwner, deviceKey: string): Promise<Device | undefined>
  /** Like {@link find}, and locks the device until this transaction ends. */
  lock(owner: DeviceOwner, deviceKey: string): Promise<Device | undefined>
  findWithVerifier(owner: DeviceOwner, deviceKey: string): Promise<DeviceWithVerifier | undefined>
  /** In the order of their keys. */
  list(page: DevicePage): Promise<readonly Device[]>
  /** Like {@link list}, with all devices. */
  listWithVerifiers(page: Omit<DevicePage, 'onlyRemembered'>): Promise<readonly DeviceWithVerifier[]>
  /** Returns false if there is no such device. */
  setRemembered(owner: DeviceOwner, deviceKey: string, remembered: boolean, now: Instant): Promise<boolean>
  /**
   * Notes a sign-in, and holds the device until the transaction ends, so that it isn't forgotten in the meantime.
   * Returns false if there is no such device.
   */
  noteSignIn(owner: DeviceOwner, deviceKey: string, ipAddress: string, now: Instant): Promise<boolean>
  /** Returns false if there is no such device. */
  delete(owner: DeviceOwner, deviceKey: string): Promise<boolean>
  /** Deletes all devices of the user but so many: those stay that were signed in with last. */
  deleteBeyond(owner: DeviceOwner, most: number): Promise<number>
}
