// Apart from the page because its Content-Security-Policy allows no inline script.
globalThis.SwaggerUIBundle({ url: '/v1/openapi.json', dom_id: '#docs', deepLinking: true });
