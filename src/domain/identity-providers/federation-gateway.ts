import type { MetadataSource, SamlMetadata } from './saml-metadata.ts'

/** Why a server must not be called at an address. */
export type EndpointFault = 'malformed' | 'plain-http' | 'reserved' | 'private' | 'port'

/**
 * The port to identity providers. Unless the operator allows it, it calls no server at a private or reserved address,
 * and none without TLS. Do not use it within a transaction.
 */
export interface FederationGateway {
  /** What is wrong with an address by its own text; names of hosts are resolved only when they are called. */
  faultOf(address: string): EndpointFault | undefined
  /**
   * Reads and checks a metadata document.
   * @throws InvalidParameterException
   */
  readMetadata(source: MetadataSource): Promise<SamlMetadata>
}
