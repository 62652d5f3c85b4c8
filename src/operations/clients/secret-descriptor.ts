import type { ClientSecretDescriptorType } from '../../contract/generated/types.ts'
import type { ClientSecret } from '../../domain/clients/user-pool-client.ts'

/** A secret as lists show it: never with its value. */
export function secretDescriptor({ id, createdAt }: ClientSecret): ClientSecretDescriptorType {
  return { ClientSecretId: id, ClientSecretCreateDate: createdAt }
}
