/** Settings of an SDK client for a stand-in on this machine. Without credentials the client would look for real ones. */
export function localAws(endpoint: string) {
  return { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
}
