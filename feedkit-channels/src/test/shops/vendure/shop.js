// Starts an empty Vendure shop on 127.0.0.1, fills it from products.csv, and says "ready" with its port. Ends when its standard input does.
const path = require('path');
const { bootstrap, dummyPaymentHandler, LanguageCode } = require('@vendure/core');
const { populate } = require('@vendure/core/cli');

const port = Number(process.argv[2]);
const folder = process.argv[3];

const config = {
  apiOptions: { hostname: '127.0.0.1', port, adminApiPath: 'admin-api', shopApiPath: 'shop-api' },
  authOptions: { tokenMethod: ['bearer'], superadminCredentials: { identifier: 'keeper', password: process.env.SHOP_PASSWORD } },
  dbConnectionOptions: { type: 'better-sqlite3', database: path.join(folder, 'shop.sqlite'), synchronize: true, logging: false },
  paymentOptions: { paymentMethodHandlers: [dummyPaymentHandler] },
  importExportOptions: { importAssetsDir: folder },
  jobQueueOptions: { activeQueues: [] },
  plugins: [],
};

const initialData = {
  defaultLanguage: LanguageCode.en,
  defaultZone: 'Europe',
  taxRates: [{ name: 'Standard Tax', percentage: 20 }],
  shippingMethods: [{ name: 'Parcel', price: 490 }],
  paymentMethods: [],
  countries: [{ name: 'Austria', code: 'AT', zone: 'Europe' }],
  collections: [],
};

process.stdin.on('end', () => process.exit(0));
process.stdin.resume();

populate(() => bootstrap(config), initialData, path.join(__dirname, 'products.csv'))
  .then(() => console.log(`ready ${port}`))
  .catch((error) => {
    console.error(error);
    process.exit(1);
  });
