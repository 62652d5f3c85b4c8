import type { MetadataSource, SamlMetadata } from './saml-metadata.ts'

/** Why a server must not be called at an address. */
export type EndpointFault = 'malformed' | 'plain-http' | 'reserved' | 'private' | 'port'

/** The part of the port to identity providers that a provider is created with. Do not use it within a transaction. */
export interface MetadataGateway {
  /** What is wrong with an address by its own text; names of hosts are resolved only when they are called. */
  faultOf(address: string): EndpointFault | undefined
  /**
   * Reads and checks a metadata document.
   * @throws InvalidParameterException
   */
  readMetadata(source: MetadataSource): Promise<SamlMetadata>
}
