import type { HttpRoute } from '../http/routes';
import type { Services } from '../services';

/** `GET /metrics`: Prometheus text, for who has the token. */
export function metricsRoute({ metrics }: Services): HttpRoute {
  return {
    methods: ['GET'],
    pattern: /^\/metrics$/,
    async handle({ response }) {
      const { contentType, body } = await metrics.text();
      response.writeHead(200, { 'content-type': contentType, 'cache-control': 'no-store' });
      response.end(body);
    },
  };
}
