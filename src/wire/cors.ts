/** What a browser needs to call the API from another origin (AWS: recorded response headers of the service). */
export const CORS_HEADERS: Readonly<Record<string, string>> = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date',
}

/** The answer to a preflight request (Fetch standard, "CORS-preflight fetch"). */
export const PREFLIGHT_HEADERS: Readonly<Record<string, string>> = {
  ...CORS_HEADERS,
  'access-control-allow-methods': 'POST, OPTIONS',
  'access-control-allow-headers':
    'Authorization,Content-Type,X-Amz-Content-Sha256,X-Amz-Date,X-Amz-Security-Token,X-Amz-Target,X-Amz-User-Agent,' +
    'Amz-Sdk-Invocation-Id,Amz-Sdk-Request,Cache-Control,User-Agent',
  'access-control-max-age': '172800',
}
