import type { ContextDataType, UserContextDataType } from '../contract/generated/types.ts'
import type { ClientContext } from '../domain/threat-protection/client-context.ts'

/** `UserContextData` of open operations. */
export function toUserContext(data: UserContextDataType | undefined): ClientContext | undefined {
  if (data === undefined) return undefined
  return { signed: false, ipAddress: data.IpAddress, encodedData: data.EncodedData }
}

/** `ContextData` of administrators, which describes the request that their user sent to them. */
export function toAdminContext(data: ContextDataType | undefined): ClientContext | undefined {
  if (data === undefined) return undefined
  const userAgent = data.HttpHeaders.find(({ headerName }) => headerName?.toLowerCase() === 'user-agent')
  return {
    signed: true,
    ipAddress: data.IpAddress,
    userAgent: userAgent?.headerValue,
    encodedData: data.EncodedData,
  }
}
