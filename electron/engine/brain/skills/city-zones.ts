/**
 * Places people ask the time in: a table from names to IANA zones, added to the cities Intl itself knows.
 * Countries with several zones name the zone of their largest city, which the answer then says.
 */
import type { Parsed } from './number-words.ts';
import type { Token } from './tokens.ts';

export interface Place {
  /** As it is said in an answer. */
  readonly name: string;
  /** IANA zone. */
  readonly zone: string;
}

/** zone: names; a name in the form `alias>Shown Name` is shown as the part after the sign. */
const table = `
Africa/Abidjan: Abidjan, Ivory Coast
Africa/Accra: Accra, Ghana
Africa/Addis_Ababa: Addis Ababa, Ethiopia
Africa/Algiers: Algiers, Algeria
Africa/Cairo: Cairo, Egypt, Alexandria, Giza
Africa/Casablanca: Casablanca, Morocco, Marrakesh, Marrakech, Rabat, Fez, Tangier
Africa/Dakar: Dakar, Senegal
Africa/Dar_es_Salaam: Dar es Salaam, Tanzania, Zanzibar
Africa/Harare: Harare, Zimbabwe
Africa/Johannesburg: Johannesburg, South Africa, Cape Town, Durban, Pretoria
Africa/Kampala: Kampala, Uganda
Africa/Khartoum: Khartoum, Sudan
Africa/Kigali: Kigali, Rwanda
Africa/Kinshasa: Kinshasa
Africa/Lagos: Lagos, Nigeria, Abuja
Africa/Luanda: Luanda, Angola
Africa/Lusaka: Lusaka, Zambia
Africa/Maputo: Maputo, Mozambique
Africa/Mogadishu: Mogadishu, Somalia
Africa/Nairobi: Nairobi, Kenya, Mombasa
Africa/Tripoli: Tripoli, Libya
Africa/Tunis: Tunis, Tunisia
Africa/Windhoek: Windhoek, Namibia
America/Anchorage: Anchorage, Alaska, Fairbanks, Juneau
America/Argentina/Buenos_Aires: Buenos Aires, Argentina, Cordoba Argentina
America/Asuncion: Asuncion, Paraguay
America/Bogota: Bogota, Colombia, Medellin, Cali, Cartagena
America/Caracas: Caracas, Venezuela
America/Chicago: Chicago, Houston, Dallas, Austin, San Antonio, New Orleans, Minneapolis, Milwaukee, Kansas City, St Louis, Saint Louis, Memphis, Nashville, Oklahoma City, Omaha, Texas, Illinois, Minnesota, Wisconsin, Louisiana, Alabama, Mississippi, Arkansas, Iowa, Missouri, Oklahoma, Fort Worth, Tulsa, Des Moines, Little Rock
America/Costa_Rica: San Jose Costa Rica, Costa Rica
America/Denver: Denver, Salt Lake City, Albuquerque, Colorado, Utah, New Mexico, Boulder, Santa Fe, Montana, Wyoming, Colorado Springs
America/Detroit: Detroit, Michigan
America/Boise: Boise
America/El_Salvador: El Salvador, San Salvador
America/Guatemala: Guatemala, Guatemala City
America/Guayaquil: Guayaquil, Ecuador, Quito
America/Halifax: Halifax, Nova Scotia
America/Havana: Havana, Cuba
America/Indiana/Indianapolis: Indianapolis, Indiana
America/Jamaica: Jamaica, Kingston
America/Kentucky/Louisville: Louisville
America/La_Paz: La Paz, Bolivia
America/Lima: Lima, Peru
America/Los_Angeles: Los Angeles, la>Los Angeles, San Francisco, San Diego, Seattle, Las Vegas, vegas>Las Vegas, Portland, Sacramento, San Jose, Oakland, California, Nevada, Oregon, Washington State, Silicon Valley, Hollywood, Reno, Palo Alto
America/Managua: Managua, Nicaragua
America/Mexico_City: Mexico City, Mexico, Guadalajara
America/Monterrey: Monterrey
America/Cancun: Cancun
America/Tijuana: Tijuana
America/Montevideo: Montevideo, Uruguay
America/Nassau: Nassau, the bahamas>the Bahamas, Bahamas
America/New_York: New York, New York City, nyc>New York, Boston, Washington, Washington DC, Miami, Atlanta, Philadelphia, Orlando, Tampa, Charlotte, Pittsburgh, Baltimore, Cleveland, Cincinnati, Columbus, Buffalo, Brooklyn, Manhattan, Florida, Georgia, Massachusetts, New Jersey, Pennsylvania, Virginia, Ohio, North Carolina, South Carolina, Connecticut, Maryland, Maine, Vermont, Jacksonville, Raleigh, Richmond
America/Panama: Panama, Panama City
America/Phoenix: Phoenix, Arizona, Tucson, Scottsdale
America/Port_of_Spain: Port of Spain, Trinidad
America/Puerto_Rico: Puerto Rico, San Juan
America/Regina: Regina, Saskatchewan, Saskatoon
America/Santiago: Santiago, Chile
America/Santo_Domingo: Santo Domingo, the Dominican Republic, Dominican Republic, Punta Cana
America/Sao_Paulo: Sao Paulo, Brazil, Rio, Rio de Janeiro, Brasilia
America/St_Johns: St Johns, Newfoundland
America/Tegucigalpa: Tegucigalpa, Honduras
America/Toronto: Toronto, Ottawa, Montreal, Quebec, Ontario, Canada>Toronto, Quebec City, Hamilton
America/Vancouver: Vancouver, British Columbia, Victoria British Columbia
America/Edmonton: Edmonton, Calgary, Alberta
America/Winnipeg: Winnipeg, Manitoba
America/Nuuk: Nuuk, Greenland
Asia/Almaty: Almaty, Kazakhstan, Astana
Asia/Amman: Amman, Jordan
Asia/Ashgabat: Ashgabat, Turkmenistan
Asia/Baghdad: Baghdad, Iraq
Asia/Bahrain: Bahrain
Asia/Baku: Baku, Azerbaijan
Asia/Bangkok: Bangkok, Thailand, Phuket, Chiang Mai
Asia/Beirut: Beirut, Lebanon
Asia/Bishkek: Bishkek, Kyrgyzstan
Asia/Brunei: Brunei
Asia/Colombo: Colombo, Sri Lanka
Asia/Damascus: Damascus, Syria
Asia/Dhaka: Dhaka, Bangladesh
Asia/Dubai: Dubai, Abu Dhabi, the United Arab Emirates, United Arab Emirates, the uae>the United Arab Emirates, uae>the United Arab Emirates
Asia/Ho_Chi_Minh: Ho Chi Minh City, Saigon, Vietnam, Hanoi
Asia/Hong_Kong: Hong Kong
Asia/Irkutsk: Irkutsk
Asia/Jakarta: Jakarta, Indonesia, Java
Asia/Makassar: Bali, Denpasar
Asia/Jerusalem: Jerusalem, Israel, Tel Aviv, Haifa
Asia/Kabul: Kabul, Afghanistan
Asia/Karachi: Karachi, Pakistan, Lahore, Islamabad
Asia/Kathmandu: Kathmandu, Nepal
Asia/Kolkata: India, Delhi, New Delhi, Mumbai, Bombay, Bangalore, Bengaluru, Kolkata, Calcutta, Chennai, Hyderabad, Pune, Goa, Ahmedabad, Jaipur
Asia/Kuala_Lumpur: Kuala Lumpur, Malaysia, Penang
Asia/Kuwait: Kuwait, Kuwait City
Asia/Macau: Macau, Macao
Asia/Manila: Manila, the Philippines, Philippines, Cebu
Asia/Muscat: Muscat, Oman
Asia/Novosibirsk: Novosibirsk
Asia/Phnom_Penh: Phnom Penh, Cambodia
Asia/Pyongyang: Pyongyang, North Korea
Asia/Qatar: Doha, Qatar
Asia/Riyadh: Riyadh, Saudi Arabia, Jeddah, Mecca
Asia/Seoul: Seoul, South Korea, Korea>South Korea, Busan
Asia/Shanghai: Shanghai, China, Beijing, Peking>Beijing, Shenzhen, Guangzhou, Chengdu, Wuhan, Tianjin
Asia/Singapore: Singapore
Asia/Taipei: Taipei, Taiwan
Asia/Tashkent: Tashkent, Uzbekistan, Samarkand
Asia/Tbilisi: Tbilisi
Asia/Tehran: Tehran, Iran
Asia/Thimphu: Thimphu, Bhutan
Asia/Tokyo: Tokyo, Japan, Osaka, Kyoto, Hiroshima, Nagoya, Sapporo, Yokohama, Fukuoka
Asia/Ulaanbaatar: Ulaanbaatar, Mongolia
Asia/Vientiane: Vientiane, Laos
Asia/Vladivostok: Vladivostok
Asia/Yangon: Yangon, Myanmar, Burma
Asia/Yekaterinburg: Yekaterinburg
Asia/Yerevan: Yerevan, Armenia
Asia/Nicosia: Nicosia, Cyprus
Atlantic/Azores: the Azores, Azores
Atlantic/Bermuda: Bermuda
Atlantic/Canary: the Canary Islands, Canary Islands, Tenerife, Gran Canaria
Atlantic/Cape_Verde: Cape Verde
Atlantic/Madeira: Madeira
Atlantic/Reykjavik: Reykjavik, Iceland
Australia/Adelaide: Adelaide, South Australia
Australia/Brisbane: Brisbane, Queensland, the Gold Coast, Gold Coast
Australia/Darwin: Darwin
Australia/Hobart: Hobart, Tasmania
Australia/Melbourne: Melbourne, Victoria
Australia/Perth: Perth, Western Australia
Australia/Sydney: Sydney, Canberra, New South Wales, Australia>Sydney
Europe/Amsterdam: Amsterdam, the Netherlands, Netherlands, Holland, Rotterdam, The Hague, Utrecht, Eindhoven
Europe/Andorra: Andorra
Europe/Athens: Athens, Greece, Thessaloniki, Crete
Europe/Belgrade: Belgrade, Serbia
Europe/Berlin: Berlin, Germany, Munich, Hamburg, Frankfurt, Cologne, Stuttgart, Leipzig, Dresden, Dusseldorf, Bremen, Hanover, Nuremberg, Bonn
Europe/Bratislava: Bratislava, Slovakia
Europe/Brussels: Brussels, Belgium, Antwerp, Ghent, Bruges
Europe/Bucharest: Bucharest, Romania
Europe/Budapest: Budapest, Hungary
Europe/Chisinau: Chisinau, Moldova
Europe/Copenhagen: Copenhagen, Denmark, Aarhus
Europe/Dublin: Dublin, Ireland, Cork, Galway
Europe/Helsinki: Helsinki, Finland, Tampere
Europe/Istanbul: Istanbul, Turkey, Ankara, Izmir, Antalya
Europe/Kyiv: Kyiv, Kiev, Ukraine, Odessa, Lviv
Europe/Lisbon: Lisbon, Portugal, Porto, Faro
Europe/Ljubljana: Ljubljana, Slovenia
Europe/London: London, England, the United Kingdom, United Kingdom, the uk>the UK, uk>the UK, Britain, Great Britain, Scotland, Wales, Northern Ireland, Manchester, Birmingham, Liverpool, Edinburgh, Glasgow, Leeds, Bristol, Cardiff, Belfast, Oxford, Cambridge, Newcastle, Sheffield, Nottingham, Southampton, Brighton, Aberdeen
Europe/Luxembourg: Luxembourg
Europe/Madrid: Madrid, Spain, Barcelona, Seville, Valencia, Malaga, Bilbao, Ibiza, Mallorca, Majorca
Europe/Malta: Malta, Valletta
Europe/Minsk: Minsk, Belarus
Europe/Monaco: Monaco
Europe/Moscow: Moscow, Russia, Saint Petersburg, St Petersburg
Europe/Oslo: Oslo, Norway, Bergen, Trondheim
Europe/Paris: Paris, France, Lyon, Marseille, Nice, Toulouse, Bordeaux, Strasbourg, Lille
Europe/Podgorica: Podgorica, Montenegro
Europe/Prague: Prague, the Czech Republic, Czech Republic, Czechia, Brno
Europe/Riga: Riga, Latvia
Europe/Rome: Rome, Italy, Milan, Naples, Florence, Venice, Turin, Sicily, Sardinia, Bologna
Europe/San_Marino: San Marino
Europe/Sarajevo: Sarajevo, Bosnia
Europe/Skopje: Skopje, North Macedonia
Europe/Sofia: Sofia, Bulgaria
Europe/Stockholm: Stockholm, Sweden, Gothenburg, Malmo
Europe/Tallinn: Tallinn, Estonia
Europe/Tirane: Tirana, Albania
Europe/Vaduz: Liechtenstein, Vaduz
Europe/Vatican: the Vatican, Vatican City
Europe/Vienna: Vienna, Austria, Salzburg, Innsbruck, Graz, Linz
Europe/Vilnius: Vilnius, Lithuania
Europe/Warsaw: Warsaw, Poland, Krakow, Cracow, Gdansk, Wroclaw
Europe/Zagreb: Zagreb, Croatia, Split, Dubrovnik
Europe/Zurich: Zurich, Switzerland, Geneva, Basel, Bern, Lausanne, Lucerne
Indian/Maldives: the Maldives, Maldives
Indian/Mauritius: Mauritius
Indian/Reunion: Reunion
Indian/Antananarivo: Madagascar, Antananarivo
Indian/Mahe: the Seychelles, Seychelles
Pacific/Auckland: Auckland, New Zealand, Wellington, Christchurch, Queenstown
Pacific/Fiji: Fiji
Pacific/Guam: Guam
Pacific/Honolulu: Honolulu, Hawaii, Waikiki, Maui
Pacific/Port_Moresby: Papua New Guinea, Port Moresby
Pacific/Apia: Samoa, Apia
Pacific/Pago_Pago: American Samoa
Pacific/Tahiti: Tahiti
Pacific/Tongatapu: Tonga
UTC: utc>UTC, gmt>GMT, Greenwich, universal time, coordinated universal time, zulu>UTC
America/New_York: the United States>New York, United States>New York, America>New York, the us>New York, the usa>New York, usa>New York, the US>New York, eastern time, eastern standard time, eastern, the east coast, est>Eastern Time
America/Chicago: central time, central standard time
America/Denver: mountain time
America/Los_Angeles: pacific time, pacific standard time, the west coast, pst>Pacific Time
Europe/Berlin: central european time, cet>Central European Time
`;

const places = new Map<string, Place>();
let longest = 1;

const plain = (text: string) =>
  text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z ]/g, '')
    .trim();

function addPlace(said: string, place: Place): void {
  places.set(said, place);
  longest = Math.max(longest, said.split(' ').length);
}

for (const zone of Intl.supportedValuesOf('timeZone')) {
  const parts = zone.split('/');
  if (parts.length < 2 || parts[0] === 'Etc') continue;
  const name = parts.at(-1)!.replaceAll('_', ' ');
  addPlace(plain(name.replaceAll('-', ' ')), { name, zone });
}
for (const line of table.trim().split('\n')) {
  const colon = line.indexOf(': ');
  const zone = line.slice(0, colon);
  for (const entry of line.slice(colon + 2).split(', ')) {
    const [alias, shown] = entry.split('>');
    addPlace(plain(alias!), { name: shown ?? entry, zone });
  }
}

/** The place named at `at`, the longest name first, or null. */
export function parsePlace(tokens: readonly Token[], at: number): Parsed<Place> | null {
  for (let count = Math.min(longest, tokens.length - at); count > 0; count--) {
    let said = tokens[at]!.word;
    for (let i = 1; i < count; i++) said += ` ${tokens[at + i]!.word}`;
    const value = places.get(said);
    if (value) return { value, end: at + count };
  }
  return null;
}

/** Every place that is known, for tests. */
export const allPlaces = (): ReadonlyMap<string, Place> => places;
