/** The headers with which an operation is sent. @param token an access token; left out for nobody */
export function headersOf(token?: string): Record<string, string> {
  return { 'content-type': 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) };
}
