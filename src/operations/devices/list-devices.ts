import { assertTracksDevices } from '../../domain/devices/find-device.ts'
import { accessToken } from '../access.ts'
import { operation } from '../operation.ts'
import { devicePage } from './device-page.ts'
import { toListedDevice } from './device-shape.ts'

/** AWS: where users choose which devices to remember, they see no others. */
export const ListDevices = operation('ListDevices', {
  access: accessToken(),

  async handle({ Limit, PaginationToken }, { storage: { stores }, pageTokens, caller: { pool, user } }) {
    assertTracksDevices(pool) // InvalidUserPoolConfigurationException
    const onlyRemembered = pool.settings.deviceConfiguration?.deviceOnlyRememberedOnUserPrompt === true
    const query = { operation: 'ListDevices', owner: user, onlyRemembered } as const
    const tools = { stores, pageTokens }
    const page = await devicePage(tools, { ...query, limit: Limit, token: PaginationToken })
    return { Devices: page.entries.map(toListedDevice), PaginationToken: page.nextToken }
  },
})
