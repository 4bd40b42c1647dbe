/**
 * Runs in CloudFront before the page's bucket is asked. Files stand in /assets/ or at the root with
 * an extension; every other path is an address of the page's own, even one that ends in a user id
 * with a dot, and gets the page.
 */
// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it by its name.
function handler(event) {
  const request = event.request;
  if (!/^\/(assets\/.+|[^/]+\.[^/]+)$/.test(request.uri)) request.uri = "/index.html";
  return request;
}
