import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { devicePage } from './device-page.ts'
import { toDeviceType } from './device-shape.ts'
import { asUndeclared, findDeviceOwner } from './find-device-owner.ts'

/** Shows devices that are not remembered, too (docs/deviations.md, "devices that are not remembered"). */
export const AdminListDevices = operation('AdminListDevices', {
  access: iam.onUserPool,

  async handle(input, { storage: { stores }, region, account, pageTokens }) {
    const { Limit: limit, PaginationToken: token } = input
    const { pool, user } = await findDeviceOwner(stores, region, input).catch(asUndeclared)
    const query = { operation: 'AdminListDevices', owner: user, onlyRemembered: false } as const
    const page = await devicePage({ stores, pageTokens }, { ...query, limit, token })
    const place = { account, pool, user }
    return {
      Devices: page.entries.map((device) => toDeviceType(device, place)),
      PaginationToken: page.nextToken,
    }
  },
})
