const LOOPBACK = /^(localhost|::1|127(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3})$/i

/** Whether only this machine can be meant: `localhost`, an address of 127.0.0.0/8 or ::1, not in brackets. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host)
}
