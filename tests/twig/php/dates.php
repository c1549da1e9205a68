<?php
// SPDX-License-Identifier: MIT
declare(strict_types=1);

function zoneNames(): array
{
    return ['europe/paris', 'Europe/Paris', 'EST', 'est', 'utc', 'UTC', 'Z', 'z', 'GMT', 'gmt', 'A', 'm', 'J', '+5', '+05:30', '+0530', '-3:30', '+25:00', '+99', '+9999', '-100:00', '05:00', 'Etc/GMT+3', '', 'Mars/X', '+01:02:03', '+010203', 'CEST', 'cet', 'US/Eastern', 'EST5EDT', 'GMT+2', 'GMT-0230',
        '+100:00', ' UTC', 'UTC ', '(UTC)', 'Foo', '+', '-', '+1:2', '+12:3', '+123:', '+12345', 'Europe/Paris x', '../etc/passwd', '/etc/passwd', 'Europe', 'Europe/', 'AMERICA/NEW_YORK', 'America/Argentina/Buenos_Aires', 'Asia/Calcutta', 'GB', 'Zulu', 'Universal', 'PRC', 'EET', 'MST7MDT', 'Etc/UTC', 'GMT0', 'GMT+0', 'WET', 'ist', 'IST', 'BST', 'aedt', 'NZDT', 'PST8PDT', "a\0b", 'é', '+02:00x'];
}

/** Date strings of all the grammar's forms, and seeded random sequences of its pieces. */
function dateStrings(): array
{
    $strings = ['now', 'NOW', 'today', 'midnight', 'noon', 'tomorrow', 'yesterday', 'tomorrow noon', 'yesterday 14:00', 'noon tomorrow', 'today 3pm', '+1 day', '-1 day', '+1 week', '1 week', 'next week', 'last week', 'this week', 'previous week', 'next month', 'last month', 'next year', 'last year',
        '+1 month', '-1 month', '+1 year', '+1 week 2 days 4 hours 2 seconds', '2 days ago', '1 month ago 2 days', '+1 week ago', 'monday', 'Monday', 'mon', 'next monday', 'last friday', 'this friday', 'monday next week', 'sunday this week', 'sat last week', 'first monday of january 2025', 'last friday of next month', 'first day of next month', 'last day of february', 'last day of next month noon', 'first day of this month midnight',
        'last day of', 'first day of', 'LAST DAY OF', 'third tuesday of march 2024', 'last wed of', 'first sat of July 2008', '+2 weekdays', '-3 weekdays', '5 weekdays ago', '1 weekday', 'next weekday', '+2 mondays', '-2 fri', '+3 sundays', 'eighth day', 'sixth month', 'twelfth week', 'first week', '+1 fortnight', 'next fortnight', 'last sat', 'this sat', '0 day', '+-1 day', '--1 day', '+ 1 day', '- 2 days', '1day', '1d', '+1 minute', '90 minutes', '-90 min', '+3 secs', '100 ms', '5 usec', '3 µs', '+1500 milliseconds', '-1 microsecond',
        '2024-02-29', '2024-2-9', '24-2-9', '24-02-09', '2024-02', '2024-2', '2024-13-01', '2024-00-00', '2024-02-30', '2024-04-31', '-0001-01-01', '+2024-01-02', '+12345-01-01', '-12345-01-01', '99999-01-01', '2024/02/29', '2024/2/9', '2024/02/29/', '02/29/2024', '2/9', '2/9/24', '2/9/5', '13/01/2024', '29.02.2024', '29.2.24', '29-02-2024', '9-2-2024', "29\t02.2024", '20240229', '20240230', '20241301', '2024060', '2024.060', '2024-060', '2024366', '2024-W09', '2024W09', '2024-W09-4', '2024W094', '2024-W53-7', '2023-W53', '2024-W00', '29 February 2024', '29 feb 2024', '29-Feb-2024', '29feb2024', '29.Feb.24', '1st january 2024', '2nd of march', '3 march', 'march 3', 'March 3rd', 'Mar 3, 2024', 'Feb 29, 2024 1pm', 'February 2024', 'Feb-2024', '2024 Feb', '2024-Feb', 'may-09-78', '78-Dec-22', '1814-MAY-17', 'IV 2024', '1 XII 2024', 'sept 5', 'september', 'May', '2024', '1999', '0000', '2460', '2400', '1330', '133015', 't1330', 'T133015', '12:30 2023', '1330 2023', '1330 1430 1530',
        '13:05', '13:05:09', '13:05:09.5', '13:05:09.123456', '13:05:09.1234567', '13:05:09.12345678901', '13.05', '13.05.09', '24:00', '24:00:00', '24:01', '25:00', '00:00:60', '23:59:60', '1:2', '1:2:3', 't13:05', 'T13', 't3', '1pm', '1 pm', '1 PM', '1 p.m.', '12am', '12 pm', '12:30 am', '11:59:59 pm', '1.30pm', '0pm', '13pm', '1:30:45.5pm', '1:30:45:500pm', '1pmx', 'back of 7pm', 'front of 7', 'back of 19', 'Back of 7', 'front of 5am', '10:00 11:00', '10:00 noon', 'noon 10:00',
        '2024-02-29 13:05', '2024-02-29T13:05', '2024-02-29 13:05:09', '2024-02-29T13:05:09', '2024-02-29T13:05:09Z', '2024-02-29t13:05:09z', '2024-02-29T13:05:09.123Z', '2024-02-29T13:05:09.123456789Z', '2024-02-29T13:05:09+02:00', '2024-02-29T13:05:09.123+05:30', '2024-02-29 13:05:09 +0200', '2024-02-29 13:05:09+02', '2024-02-29 13:05 -3:30', '2024-02-29 13:05:09 +05:30:15', '2024-02-29T24:00:00', '2024-2-9T1:2:3', '2024-02-30T25:00:00', '20240229T130509', '20240229T13:05:09', '20240229t130509Z', '20240229 130509', '2024:02:29 13:05:09', '5/17/2006 5:5:5', '10/Oct/2000:13:55:36 -0700', 'Thu, 29 Feb 2024 13:05:09 GMT', 'Thu, 29 Feb 2024 13:05:09 +0000', 'Thursday, 29-Feb-24 13:05:09 UTC', 'Thu Feb 29 13:05:09 2024', 'Feb 29 13:05:09', 'Feb 29 1:05pm', 'Feb 29 13:05:09 CET', 'Feb 29 13:05', 'Fri, 29 Feb 2024 13:05:09 GMT', 'noon 2024-02-29', '00:00 2024-02-29', '2024-02-29 noon', '2024-02-29 midnight', '2024-02-29 +1 day', '2024-02-29 13:00 +1 month', '2024-01-31 +1 month', '2024-02-29 monday', '2024-02-29 next monday', '2024-01-06 10:00 +3 weekdays',
        '2024-02-29 13:05 EST', '2024-02-29 13:05 est', '2024-02-29 13:05 CEST', '2024-02-29 13:05 Europe/Paris', '2024-02-29 13:05 europe/paris', '2024-02-29 13:05 (Europe/Paris)', '2024-02-29 13:05 (EST)', '2024-02-29 13:05 America/Argentina/Buenos_Aires', '2024-07-01 13:05 Europe/Paris', '2024-03-31 02:30 Europe/Paris', '2024-10-27 02:30 Europe/Paris', '2024-02-29 13:05 UTC', '2024-02-29 13:05 utc', '2024-02-29 13:05 GMT+2', '2024-02-29 13:05 GMT-0330', '2024-02-29 UTC UTC', '2024-02-29 UTC UTC UTC', '2024-02-29 Europe/Paris UTC', '2024-02-29 13:05 Foo/Bar', '2024-02-29 13:05 XYZ', '2024-02-29 13:05 EST5EDT', '2024-02-29 x', '2024-02-29x', '2024-02-29 13:05 A', '2024-02-29 13:05 J', '+02:00', 'EST', 'Europe/Paris',
        '@0', '@1709211909', '@-1', '@1.5', '@-1.5', '@1.123456', '@1.1234567', '@1.', '@99999999999999999999', '@9999999999', '@ 1', '@', '@1 +1 day', '@86400 Europe/Paris', '@1 @2', '2024-01-01 @86400', '1709211909.5', '1709211909', '12', '1', '20',
        'foo', 'xx', 'nonsense', 'January', 'tues', 'thurs', '!', '2024-02-29!', '#', '1 2 3', '2024-02-29 2024-02-28', '2024-02-29 13:00 14:00', '', ' ', '   ', "\n", "2024-02-29\n13:05", ' 2024-02-29 ', '2024-02-29,13:05', '2024-02-29. 13:05', "2024-02-29\u{a0}13:05", "1\u{202f}pm", "2024-02-29 1:05\u{202f}PM", '٢٠٢٤', '29 février 2024', 'last day', 'next', 'ago', 'ago ago', '+1', '1 month', 'first', 'of', '+99999999999999999999 day', '+9999999999999 days', '9999999999999 hours', '+1 dayx', '00:00:00.0000005', '2024-02-29 00:00:00.999999999', '1970-01-01', '0000-00-00 00:00:00', '9999-12-31 23:59:59', '2024-06-30 23:59:60', '11 Oct 08:00', '11 Oct 2024 08:00', 'Oct 11 2024', 'Oct 11, 24', 'Oct 11 24', 'October 11th, 2024 at 3pm', 'Saturday 2024-02-29', 'Sat, 30 Apr 2016 17:52:13 GMT', '2016-04-30T17:52:13Z', '30-6-2008', '22.12.78', '30.6.08', '22.12.1978', '30-June 2008', '22DEC78', '14 III 1879', 'June 2008', 'DEC1978', 'March 1879', 'July 1st, 2008', 'April 17, 1790', 'May.9,78', 'July 1st,', 'Apr 17', 'May.9', '1 July', '17 Apr', '9.May', '8-6-21', '2008-6', '15810726', '2008-6-30', '08-06-30', '1978-12-22'];
    $pieces = ['now', 'today', 'noon', 'tomorrow', 'first day of', 'last day of', 'next month', 'last year', '+1 day', '-2 weeks', '3 months ago', '+1 hour', '-90 minutes', 'monday', 'next friday', 'last sun', 'this wed', 'third thu of', 'last mon of', '+2 weekdays', '2024-02-29', '02/29/2024', '29.02.2024', '29 Feb 2024', 'Feb 29', 'February', '2023', '13:05', '1:05pm', '13:05:09.25', 'T10:11', 'Z', 'UTC', 'EST', 'Europe/Paris', '+02:00', '-0330', '@86400', '2024-W09-4', '2024060', '20240229', '1330', 'ago', ',', '.', '-', '/', 'x', '5', 'week', 'st', "\t", 'sat this week', 'monday next week', 'midnight', '2024', 'May', '+1 month', '-1 day'];
    for ($i = 0; $i < 400; ++$i) {
        $n = mt_rand(2, 4);
        $text = [];
        for ($j = 0; $j < $n; ++$j) {
            $text[] = $pieces[mt_rand(0, count($pieces) - 1)];
        }
        $strings[] = implode(mt_rand(0, 5) ? ' ' : '', $text);
    }
    $letters = '0123456789 -:/.,+@TZWaphmsdn';
    for ($i = 0; $i < 250; ++$i) {
        $text = '';
        for ($n = mt_rand(1, 12); $n > 0; --$n) {
            $text .= $letters[mt_rand(0, strlen($letters) - 1)];
        }
        $strings[] = $text;
    }
    return array_values(array_unique($strings));
}
