/**
 * Sends a request to the API, and is all that the page knows of the way there. In the preview, src/preview/send-request.ts
 * takes the place of this file.
 *
 * @param target path and query, such as `/v1/films?q=jaws`
 */
export function sendRequest(target: string, request: RequestInit): Promise<Response> {
  return fetch(target, request);
}
