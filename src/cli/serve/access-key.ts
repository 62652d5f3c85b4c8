/** The access key of settings; undefined unless both of its parts are set. */
export function accessKey(accessKeyId: string | undefined, secretAccessKey: string | undefined) {
  return accessKeyId !== undefined && secretAccessKey !== undefined
    ? { accessKeyId, secretAccessKey }
    : undefined
}
