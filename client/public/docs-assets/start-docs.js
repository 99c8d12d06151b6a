// This is a separate file, because the Content-Security-Policy of the page allows no inline script.
globalThis.SwaggerUIBundle({ url: '/v1/openapi.json', dom_id: '#docs', deepLinking: true });
