/** The port that encrypts the codes for custom senders, in the message format of the AWS Encryption SDK. */
export interface SenderCipher {
  /** False if no key is configured. */
  isReady(): boolean
  /**
   * Returns the encrypted text in base64. Rejects if the key cannot be used. Do not call it inside a transaction.
   * @param keyArn the pool's `KMSKeyID`
   */
  encrypt(text: string, about: { readonly userPoolId: string; readonly keyArn: string }): Promise<string>
}
